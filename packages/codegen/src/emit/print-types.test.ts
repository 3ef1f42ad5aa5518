import { createRequire } from "node:module";
import type ts from "typescript";
import { expect, test } from "vitest";
import { printTypes } from "./print-types.ts";
import { loadTypesWriter } from "./types-writer.ts";

const compiler: typeof ts = createRequire(import.meta.url)("typescript");
const { factory } = compiler;
const { astToString } = loadTypesWriter();

/** What is printed of a source text's declarations once they are a tree without positions, and what the compiler prints of them. */
function printed(nodes: readonly ts.Node[]): { readonly own: string; readonly theirs: string; readonly left: number } {
  let left = 0;
  const own = printTypes(nodes, {
    compiler,
    printer: (node) => {
      left += 1;
      return astToString([node]);
    },
  });
  return { own, theirs: astToString([...nodes]), left };
}

const text = factory.createKeywordTypeNode(compiler.SyntaxKind.StringKeyword);
const number = factory.createKeywordTypeNode(compiler.SyntaxKind.NumberKeyword);
const named = (name: string | ts.PropertyName, type: ts.TypeNode): ts.PropertySignature =>
  factory.createPropertySignature([], name, undefined, type);
const object = (...members: readonly ts.TypeElement[]): ts.TypeNode => factory.createTypeLiteralNode(members);
const declared = (type: ts.TypeNode): ts.Node =>
  factory.createTypeAliasDeclaration([factory.createModifier(compiler.SyntaxKind.ExportKeyword)], "a", undefined, type);
const commented = (comment: string): ts.Node => {
  const member = named("inner", text);
  compiler.addSyntheticLeadingComment(member, compiler.SyntaxKind.MultiLineCommentTrivia, comment, true);
  return declared(object(named("outer", object(member))));
};
const readonly = factory.createModifier(compiler.SyntaxKind.ReadonlyKeyword);
const question = factory.createToken(compiler.SyntaxKind.QuestionToken);
const reference = factory.createTypeReferenceNode("components");
const literal = (value: ts.LiteralTypeNode["literal"]): ts.TypeNode => factory.createLiteralTypeNode(value);

test.each([
  ["an empty object", declared(object())],
  ["members inside members", declared(object(named("a", object(named("b", text))), named("c", number)))],
  ["names in quotes", declared(object(named(factory.createStringLiteral("application/json"), text)))],
  ["numbers as names", declared(object(named(factory.createNumericLiteral("200"), text)))],
  [
    "optional and read-only members",
    declared(object(factory.createPropertySignature([readonly], "a", question, text))),
  ],
  ["unions in lists", declared(factory.createArrayTypeNode(factory.createUnionTypeNode([text, number])))],
  ["intersections", declared(factory.createIntersectionTypeNode([reference, object(named("a", text))]))],
  [
    "parts of other types",
    declared(factory.createIndexedAccessTypeNode(reference, literal(factory.createStringLiteral("schemas")))),
  ],
  ["arguments of types", declared(factory.createTypeReferenceNode("Record", [text, number]))],
  [
    "numbers below nothing",
    declared(
      literal(factory.createPrefixUnaryExpression(compiler.SyntaxKind.MinusToken, factory.createNumericLiteral(1))),
    ),
  ],
  ["a comment on one line", commented("* one ")],
  ["a comment on several lines", commented("*\n * @description one   \n *     two\n * \n * three\n ")],
])("prints %s as the compiler does", (_, node) => {
  const { own, theirs, left } = printed([node]);
  expect(own).toBe(theirs);
  expect(left).toBe(0);
});

test.each([
  ["names that are escaped", declared(object(named(factory.createStringLiteral('a"b'), text)))],
  ["names beyond ASCII", declared(object(named(factory.createStringLiteral("größe"), text)))],
  ["tuples", declared(factory.createTupleTypeNode([text, number]))],
  ["comments with other ends of lines", commented("*\n * one\u2028two\n ")],
  ["comments that begin elsewhere", commented("*\n * Format: a\nb\n ")],
])("leaves %s to the compiler", (_, node) => {
  const { own, theirs, left } = printed([node, declared(text)]);
  expect(own).toBe(theirs);
  expect(left).toBe(1);
});
