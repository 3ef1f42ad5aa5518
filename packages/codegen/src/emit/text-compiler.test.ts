import { createRequire } from "node:module";
import type ts from "typescript";
import { expect, test } from "vitest";
import { textCompiler } from "./text-compiler.ts";
import type { TypeNode } from "./type-node.ts";

type Compiler = Pick<typeof textCompiler, "factory" | "SyntaxKind" | "addSyntheticLeadingComment">;
type Build = (compiler: Compiler) => TypeNode;

const theirs: typeof ts = createRequire(import.meta.url)("typescript");

/** What the compiler's own printer writes of a declaration that is made of its own nodes. */
function printed(build: Build): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the stand-in has the signatures of what it stands in for
  const node = build(theirs as unknown as Compiler) as unknown as ts.Statement;
  const file = theirs.createSourceFile("types.ts", "", theirs.ScriptTarget.ESNext, false);
  const source = theirs.factory.updateSourceFile(file, [node]);
  return theirs.createPrinter({ newLine: theirs.NewLineKind.LineFeed }).printFile(source);
}

const word = (kind: keyof Compiler["SyntaxKind"]): Build => {
  return ({ factory, SyntaxKind }) => factory.createKeywordTypeNode(SyntaxKind[kind]);
};
const [text, number] = [word("StringKeyword"), word("NumberKeyword")];
const member = (name: string, type: Build, isOptional = false): Build => {
  return (compiler) => {
    const { factory, SyntaxKind } = compiler;
    const question = isOptional ? factory.createToken(SyntaxKind.QuestionToken) : undefined;
    const modifiers = isOptional ? [factory.createModifier(SyntaxKind.ReadonlyKeyword)] : [];
    return factory.createPropertySignature(modifiers, factory.createIdentifier(name), question, type(compiler));
  };
};
const commented = (comment: string): Build => {
  return (compiler) => {
    const made = member("inner", text)(compiler);
    compiler.addSyntheticLeadingComment(made, compiler.SyntaxKind.MultiLineCommentTrivia, comment, true);
    return made;
  };
};
const object = (...members: readonly Build[]): Build => {
  return (compiler) => compiler.factory.createTypeLiteralNode(members.map((build) => build(compiler)));
};
const union = (...types: readonly Build[]): Build => {
  return (compiler) => compiler.factory.createUnionTypeNode(types.map((build) => build(compiler)));
};
const intersection = (...types: readonly Build[]): Build => {
  return (compiler) => compiler.factory.createIntersectionTypeNode(types.map((build) => build(compiler)));
};
const list = (of: Build): Build => {
  return (compiler) => compiler.factory.createArrayTypeNode(of(compiler));
};
const reference: Build = ({ factory }) => factory.createTypeReferenceNode("components");
const literal = (build: Build): Build => {
  return (compiler) => compiler.factory.createLiteralTypeNode(build(compiler));
};
const quoted = (value: string): Build => {
  return ({ factory }) => factory.createStringLiteral(value);
};

test.each<[string, Build]>([
  ["an empty object", object()],
  ["members inside members", object(member("a", object(member("b", text))), member("c", number))],
  ["optional and read-only members", object(member("a", text, true))],
  [
    "names in quotes",
    object((compiler) =>
      compiler.factory.createPropertySignature([], quoted('application/"json"')(compiler), undefined, text(compiler)),
    ),
  ],
  [
    "numbers as names",
    object((compiler) =>
      compiler.factory.createPropertySignature(
        [],
        compiler.factory.createNumericLiteral("200"),
        undefined,
        text(compiler),
      ),
    ),
  ],
  [
    "members by any name",
    object((compiler) => {
      const { factory } = compiler;
      const name = factory.createParameterDeclaration(
        undefined,
        undefined,
        factory.createIdentifier("key"),
        undefined,
        text(compiler),
      );
      return factory.createIndexSignature([], [name], number(compiler));
    }),
  ],
  ["lists of unions", list(union(text, number))],
  ["lists of lists", list(list(text))],
  ["unions of intersections", union(intersection(reference, object(member("a", text))), text)],
  ["intersections of unions", intersection(union(text, number), reference)],
  ["unions of one", list(union(text))],
  [
    "members beside tuples",
    object(
      member("a", (compiler) =>
        compiler.factory.createTupleTypeNode([text(compiler), object(member("b", number))(compiler)]),
      ),
    ),
  ],
  [
    "parts of other types",
    (compiler) =>
      compiler.factory.createIndexedAccessTypeNode(reference(compiler), literal(quoted("schemas"))(compiler)),
  ],
  [
    "arguments of types",
    (compiler) => compiler.factory.createTypeReferenceNode("Record", [text(compiler), number(compiler)]),
  ],
  [
    "true, false and null",
    union(
      literal(({ factory }) => factory.createTrue()),
      literal(({ factory }) => factory.createFalse()),
      literal(({ factory }) => factory.createNull()),
    ),
  ],
  [
    "numbers below nothing",
    literal(({ factory, SyntaxKind }) =>
      factory.createPrefixUnaryExpression(SyntaxKind.MinusToken, factory.createNumericLiteral(1)),
    ),
  ],
  ["a comment on one line", object(member("outer", object(commented("* one "))))],
  [
    "a comment on several lines",
    object(member("outer", object(commented("*\n * @description one   \n *     two\n * \n * three\n ")))),
  ],
])("%s are written as the compiler's printer writes them", (_, build) => {
  const alias: Build = (compiler) =>
    compiler.factory.createTypeAliasDeclaration(
      [compiler.factory.createModifier(compiler.SyntaxKind.ExportKeyword)],
      "a",
      undefined,
      build(compiler),
    );
  expect(`${alias(textCompiler).write("")}\n`).toBe(printed(alias));
});

test("an interface has the members that it was given last", () => {
  const declared: Build = (compiler) => {
    const { factory, SyntaxKind } = compiler;
    const modifiers = [factory.createModifier(SyntaxKind.ExportKeyword)];
    const made = factory.createInterfaceDeclaration(modifiers, "operations", undefined, undefined, []);
    made.members = factory.createNodeArray([member("list", text)(compiler)]);
    return made;
  };
  expect(`${declared(textCompiler).write("")}\n`).toBe(printed(declared));
});

test.each([
  ["what would end a text", quoted('"\\\n'), '"\\"\\\\\\n"'],
  ["invisible characters", quoted("a\u2028b\u202E"), '"a\\u2028b\\u202e"'],
  ["letters of other alphabets", quoted("größe"), '"größe"'],
])("%s in a text are written so that they can be read", (_, build, want) => {
  expect(build(textCompiler).write("")).toBe(want);
});
