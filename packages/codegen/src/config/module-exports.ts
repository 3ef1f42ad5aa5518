import { createRequire } from "node:module";
import type ts from "typescript";

/** Required: an import would have Node parse all of it once more, to tell what kind of module it is. */
const compiler: typeof ts = createRequire(import.meta.url)("typescript");

/** Names that a module of TypeScript or JavaScript exports; undefined where it passes on all of another module, which is not read. */
export function moduleExports(text: string, file: string): ReadonlySet<string> | undefined {
  const source = compiler.createSourceFile(file, text, compiler.ScriptTarget.Latest, false);
  const names = new Set<string>();
  for (const statement of source.statements) {
    if (compiler.isExportDeclaration(statement)) {
      const { exportClause } = statement;
      if (exportClause === undefined) return undefined;
      if (compiler.isNamedExports(exportClause)) for (const { name } of exportClause.elements) names.add(name.text);
      else names.add(exportClause.name.text);
    } else if (compiler.isExportAssignment(statement)) names.add("default");
    else for (const name of declaredNames(statement)) names.add(name);
  }
  return names;
}

function declaredNames(statement: ts.Statement): readonly string[] {
  const modifiers = compiler.canHaveModifiers(statement) ? (compiler.getModifiers(statement) ?? []) : [];
  const has = (kind: ts.SyntaxKind): boolean => modifiers.some((modifier) => modifier.kind === kind);
  if (!has(compiler.SyntaxKind.ExportKeyword)) return [];
  if (has(compiler.SyntaxKind.DefaultKeyword)) return ["default"];
  if (compiler.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      compiler.isIdentifier(name) ? [name.text] : [],
    );
  const named = compiler.isFunctionDeclaration(statement) || compiler.isClassDeclaration(statement);
  return named && statement.name !== undefined ? [statement.name.text] : [];
}
