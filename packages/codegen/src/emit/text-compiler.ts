import { stringLiteral } from "./text.ts";
import { asOperand, inBraces, inBrackets, inLine, nameNode, type TypeNode } from "./type-node.ts";

type Nodes = readonly TypeNode[];

const WORDS: Readonly<Record<string, string>> = {
  StringKeyword: "string",
  NumberKeyword: "number",
  BooleanKeyword: "boolean",
  UnknownKeyword: "unknown",
  NeverKeyword: "never",
  UndefinedKeyword: "undefined",
  NullKeyword: "null",
  TrueKeyword: "true",
  FalseKeyword: "false",
  QuestionToken: "?",
  MinusToken: "-",
  ExportKeyword: "export ",
  ReadonlyKeyword: "readonly ",
};

/**
 * What openapi-typescript asks of the compiler, answered with nodes that are text. It makes a dozen kinds of nodes and has them printed; the compiler, which
 * could do with them whatever can be done with a program, takes longer to load and to print them than everything else here. What is written is what the
 * compiler's printer writes. Kinds of nodes that only other options of openapi-typescript make are not there.
 */
export const textCompiler = {
  // Every kind is called by its own name.
  SyntaxKind: {
    StringKeyword: "StringKeyword",
    NumberKeyword: "NumberKeyword",
    BooleanKeyword: "BooleanKeyword",
    UnknownKeyword: "UnknownKeyword",
    NeverKeyword: "NeverKeyword",
    UndefinedKeyword: "UndefinedKeyword",
    NullKeyword: "NullKeyword",
    TrueKeyword: "TrueKeyword",
    FalseKeyword: "FalseKeyword",
    QuestionToken: "QuestionToken",
    MinusToken: "MinusToken",
    ExportKeyword: "ExportKeyword",
    ReadonlyKeyword: "ReadonlyKeyword",
    MultiLineCommentTrivia: "MultiLineCommentTrivia",
  },
  ScriptTarget: {},
  factory: {
    createToken: (kind: string): TypeNode => word(kind),
    createModifier: (kind: string): TypeNode => word(kind),
    createKeywordTypeNode: (kind: string): TypeNode => word(kind),
    createTrue: (): TypeNode => word("TrueKeyword"),
    createFalse: (): TypeNode => word("FalseKeyword"),
    createNull: (): TypeNode => word("NullKeyword"),
    createIdentifier: (name: string): TypeNode => nameNode(name),
    createStringLiteral: (text: string): TypeNode => node("StringLiteral", () => stringLiteral(text), { text }),
    createNumericLiteral: (value: string | number): TypeNode =>
      node("NumericLiteral", () => String(value), { text: String(value) }),
    createPrefixUnaryExpression: (operator: string, operand: TypeNode): TypeNode =>
      node("PrefixUnaryExpression", (indent) => word(operator).write(indent) + operand.write(indent)),
    createLiteralTypeNode: (literal: TypeNode): TypeNode => node("LiteralType", literal.write, { literal }),
    createTypeLiteralNode: (members: Nodes): TypeNode =>
      node("TypeLiteral", (indent) => inBraces(members, indent), { members }),
    createTypeReferenceNode: (name: string | TypeNode, inside?: Nodes): TypeNode =>
      node("TypeReference", (indent) => {
        const text = named(name).write(indent);
        return inside === undefined ? text : `${text}<${inLine(inside, ", ", indent)}>`;
      }),
    createUnionTypeNode: (types: Nodes): TypeNode => composed("UnionType", types, " | "),
    createIntersectionTypeNode: (types: Nodes): TypeNode => composed("IntersectionType", types, " & "),
    createArrayTypeNode: (element: TypeNode): TypeNode =>
      node("ArrayType", (indent) => `${asOperand(element, indent)}[]`),
    createTupleTypeNode: (elements: Nodes): TypeNode => node("TupleType", (indent) => inBrackets(elements, indent)),
    createIndexedAccessTypeNode: (object: TypeNode, index: TypeNode): TypeNode =>
      node("IndexedAccessType", (indent) => `${asOperand(object, indent)}[${index.write(indent)}]`),
    createPropertySignature: (
      modifiers: Nodes | undefined,
      name: TypeNode,
      questionToken: TypeNode | undefined,
      type: TypeNode,
    ): TypeNode =>
      node(
        "PropertySignature",
        (indent) =>
          `${inLine(modifiers, "", indent)}${name.write(indent)}${questionToken?.write(indent) ?? ""}: ${type.write(indent)}`,
        { name, questionToken },
      ),
    createIndexSignature: (modifiers: Nodes | undefined, parameters: Nodes, type: TypeNode): TypeNode =>
      node(
        "IndexSignature",
        (indent) => `${inLine(modifiers, "", indent)}[${inLine(parameters, ", ", indent)}]: ${type.write(indent)}`,
      ),
    createParameterDeclaration: (...[, , name, , type]: [unknown, unknown, TypeNode, unknown, TypeNode]): TypeNode =>
      node("Parameter", (indent) => `${name.write(indent)}: ${type.write(indent)}`),
    createTypeAliasDeclaration: (
      modifiers: Nodes | undefined,
      name: string | TypeNode,
      _: unknown,
      type: TypeNode,
    ): TypeNode =>
      node(
        "TypeAliasDeclaration",
        (indent) => `${inLine(modifiers, "", indent)}type ${named(name).write(indent)} = ${type.write(indent)};`,
        { name: named(name) },
      ),
    createInterfaceDeclaration: (
      ...[modifiers, name, , , members]: [Nodes | undefined, string | TypeNode, unknown, unknown, Nodes]
    ): TypeNode => {
      const made: TypeNode = node(
        "InterfaceDeclaration",
        (indent) =>
          `${inLine(modifiers, "", indent)}interface ${named(name).write(indent)} ${inBraces(made.members ?? [], indent)}`,
        { name: named(name), members },
      );
      return made;
    },
    createNodeArray: (nodes: Nodes): Nodes => nodes,
  },
  addSyntheticLeadingComment: (commented: TypeNode, _kind: string, text: string, _hasNewLine: boolean): void => {
    commented.comment = text;
  },
  /** Of the source text of a declaration that stands beside the types of a document. */
  createSourceFile: (_: unknown, source: string): { readonly statements: Nodes } => ({
    statements: [node("TypeAliasDeclaration", () => source, { name: nameNode(/type (\w+)/.exec(source)?.[1] ?? "") })],
  }),
  isTypeNode: ({ kind }: TypeNode): boolean => !kind.endsWith("Declaration"),
  isTypeAliasDeclaration: ({ kind }: TypeNode): boolean => kind === "TypeAliasDeclaration",
  isInterfaceDeclaration: ({ kind }: TypeNode): boolean => kind === "InterfaceDeclaration",
  isArrayTypeNode: ({ kind }: TypeNode): boolean => kind === "ArrayType",
  isTupleTypeNode: ({ kind }: TypeNode): boolean => kind === "TupleType",
};

function node(kind: string, write: TypeNode["write"], more?: Omit<TypeNode, "kind" | "write">): TypeNode {
  return { kind, write, ...more };
}

function word(kind: string): TypeNode {
  return node(kind, () => WORDS[kind] ?? "");
}

function named(name: string | TypeNode): TypeNode {
  return typeof name === "string" ? nameNode(name) : name;
}

function composed(kind: string, types: Nodes, between: string): TypeNode {
  return node(kind, (indent) => types.map((each) => asOperand(each, indent)).join(between));
}
