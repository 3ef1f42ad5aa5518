import ts from "typescript";

/** Names that a module of TypeScript or JavaScript exports; undefined where it passes on all of another module, which is not read. */
export function moduleExports(text: string, file: string): ReadonlySet<string> | undefined {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  const names = new Set<string>();
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause } = statement;
      if (exportClause === undefined) return undefined;
      if (ts.isNamedExports(exportClause)) for (const { name } of exportClause.elements) names.add(name.text);
      else names.add(exportClause.name.text);
    } else if (ts.isExportAssignment(statement)) names.add("default");
    else for (const name of declaredNames(statement)) names.add(name);
  }
  return names;
}

function declaredNames(statement: ts.Statement): readonly string[] {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const has = (kind: ts.SyntaxKind): boolean => modifiers.some((modifier) => modifier.kind === kind);
  if (!has(ts.SyntaxKind.ExportKeyword)) return [];
  if (has(ts.SyntaxKind.DefaultKeyword)) return ["default"];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  const named = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return named && statement.name !== undefined ? [statement.name.text] : [];
}
