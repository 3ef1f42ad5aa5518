import type ts from "typescript";

/** A tree that holds something else than types are usually made of. */
class Unusual extends Error {}

const INDENT = "    ";

/**
 * The text of declarations as the compiler's own printer writes it, in a fraction of its time: types are made of a dozen kinds of nodes. A declaration
 * with another kind in it, or with text that the compiler escapes, is left to `printer`.
 */
export function printTypes(
  nodes: readonly ts.Node[],
  { compiler, printer }: { readonly compiler: typeof ts; readonly printer: (node: ts.Node) => string },
): string {
  const own = new TypePrinter(compiler);
  const print = (node: ts.Node): string => {
    try {
      return `${own.declaration(node)}\n`;
    } catch (error) {
      if (error instanceof Unusual) return printer(node);
      throw error;
    }
  };
  return nodes.map(print).join("");
}

class TypePrinter {
  readonly #ts: typeof ts;
  readonly #keywords: ReadonlyMap<ts.SyntaxKind, string>;

  constructor(compiler: typeof ts) {
    const { SyntaxKind } = compiler;
    this.#ts = compiler;
    this.#keywords = new Map([
      [SyntaxKind.StringKeyword, "string"],
      [SyntaxKind.NumberKeyword, "number"],
      [SyntaxKind.BooleanKeyword, "boolean"],
      [SyntaxKind.UnknownKeyword, "unknown"],
      [SyntaxKind.NeverKeyword, "never"],
      [SyntaxKind.UndefinedKeyword, "undefined"],
      [SyntaxKind.NullKeyword, "null"],
      [SyntaxKind.TrueKeyword, "true"],
      [SyntaxKind.FalseKeyword, "false"],
    ]);
  }

  declaration(node: ts.Node): string {
    if (this.#commentsOf(node) !== undefined) throw new Unusual();
    if (
      this.#ts.isInterfaceDeclaration(node) &&
      node.typeParameters === undefined &&
      node.heritageClauses === undefined
    )
      return `${this.#modifiers(node)}interface ${node.name.text} ${this.#members(node.members, "")}`;
    if (this.#ts.isTypeAliasDeclaration(node) && node.typeParameters === undefined)
      return `${this.#modifiers(node)}type ${node.name.text} = ${this.#type(node.type, "")};`;
    throw new Unusual();
  }

  #modifiers(node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): string {
    const modifiers = node.modifiers ?? [];
    if (modifiers.some(({ kind }) => kind !== this.#ts.SyntaxKind.ExportKeyword)) throw new Unusual();
    return modifiers.length === 0 ? "" : "export ";
  }

  #members(members: readonly ts.TypeElement[], indent: string): string {
    if (members.length === 0) return "{}";
    const inner = indent + INDENT;
    let text = "{\n";
    for (const member of members) text += `${this.#comment(member, inner)}${inner}${this.#member(member, inner)};\n`;
    return `${text}${indent}}`;
  }

  #member(node: ts.TypeElement, indent: string): string {
    if (this.#ts.isPropertySignature(node) && node.type !== undefined)
      return `${this.#readonly(node)}${this.#name(node.name)}${node.questionToken === undefined ? "" : "?"}: ${this.#type(node.type, indent)}`;
    if (!this.#ts.isIndexSignatureDeclaration(node)) throw new Unusual();
    const [parameter] = node.parameters;
    if (parameter?.type === undefined || !this.#ts.isIdentifier(parameter.name)) throw new Unusual();
    return `${this.#readonly(node)}[${parameter.name.text}: ${this.#type(parameter.type, indent)}]: ${this.#type(node.type, indent)}`;
  }

  #readonly({ modifiers }: ts.PropertySignature | ts.IndexSignatureDeclaration): string {
    if (modifiers === undefined || modifiers.length === 0) return "";
    if (modifiers.some(({ kind }) => kind !== this.#ts.SyntaxKind.ReadonlyKeyword)) throw new Unusual();
    return "readonly ";
  }

  #name(name: ts.PropertyName): string {
    if (this.#ts.isIdentifier(name)) return name.text;
    if (this.#ts.isStringLiteral(name)) return quoted(name.text);
    if (this.#ts.isNumericLiteral(name)) return name.text;
    throw new Unusual();
  }

  #type(node: ts.TypeNode, indent: string): string {
    const keyword = this.#keywords.get(node.kind);
    if (keyword !== undefined) return keyword;
    if (this.#commentsOf(node) !== undefined) throw new Unusual();
    if (this.#ts.isTypeLiteralNode(node)) return this.#members(node.members, indent);
    if (this.#ts.isIndexedAccessTypeNode(node))
      return `${this.#type(node.objectType, indent)}[${this.#type(node.indexType, indent)}]`;
    if (this.#ts.isTypeReferenceNode(node)) return this.#reference(node, indent);
    if (this.#ts.isLiteralTypeNode(node)) return this.#literal(node.literal);
    // Openapi-typescript writes a text as a name, its quotes included.
    if (this.#ts.isIdentifier(node)) return node.text;
    return this.#composed(node, indent);
  }

  #composed(node: ts.TypeNode, indent: string): string {
    const list = (types: readonly ts.TypeNode[], between: string): string =>
      types.map((each) => this.#type(each, indent)).join(between);
    if (this.#ts.isUnionTypeNode(node)) return list(node.types, " | ");
    if (this.#ts.isIntersectionTypeNode(node)) return list(node.types, " & ");
    if (this.#ts.isArrayTypeNode(node)) return `${this.#type(node.elementType, indent)}[]`;
    if (this.#ts.isParenthesizedTypeNode(node)) return `(${this.#type(node.type, indent)})`;
    throw new Unusual();
  }

  #reference(node: ts.TypeReferenceNode, indent: string): string {
    if (!this.#ts.isIdentifier(node.typeName)) throw new Unusual();
    const inside = node.typeArguments?.map((each) => this.#type(each, indent)).join(", ");
    return inside === undefined ? node.typeName.text : `${node.typeName.text}<${inside}>`;
  }

  #literal(node: ts.LiteralTypeNode["literal"]): string {
    const keyword = this.#keywords.get(node.kind);
    if (keyword !== undefined) return keyword;
    if (this.#ts.isStringLiteral(node)) return quoted(node.text);
    if (this.#ts.isNumericLiteral(node)) return node.text;
    if (!this.#ts.isPrefixUnaryExpression(node) || !this.#ts.isNumericLiteral(node.operand)) throw new Unusual();
    return `-${node.operand.text}`;
  }

  #commentsOf(node: ts.Node): readonly ts.SynthesizedComment[] | undefined {
    return this.#ts.getSyntheticLeadingComments(node);
  }

  /** The comment above a member: the lines after its first are indented as far as the member. */
  #comment(node: ts.Node, indent: string): string {
    const [comment, ...more] = this.#commentsOf(node) ?? [];
    if (comment === undefined) return "";
    const [first = "", ...rest] = comment.text.split("\n");
    const isUsual = comment.hasTrailingNewLine === true && more.length === 0 && !/[\r\u2028\u2029]/.test(comment.text);
    if (!isUsual || rest.some((line) => !/^ \*| $/.test(line))) throw new Unusual();
    const lines = [`/*${first}`, ...rest];
    lines[lines.length - 1] += "*/";
    return lines.map((line, index) => `${indent}${index === 0 ? line.trim() : ` ${line.trim()}`}\n`).join("");
  }
}

/** Text that the compiler quotes as it is. */
function quoted(text: string): string {
  if (!/^[ !#-[\]-~]*$/.test(text)) throw new Unusual();
  return `"${text}"`;
}
