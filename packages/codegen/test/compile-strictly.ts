import ts from "typescript";

const options: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  customConditions: ["@waybill/source"],
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  types: [],
};

/** Compiles files as a strict product would and returns what the compiler says of them. `texts` stands in for files that are not on disk. */
export function compileStrictly(
  files: readonly string[],
  texts: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    readFile: (path) => texts.get(path) ?? disk.readFile(path),
    fileExists: (path) => texts.has(path) || disk.fileExists(path),
    getSourceFile: (path, language, ...rest) => {
      const text = texts.get(path);
      return text === undefined
        ? disk.getSourceFile(path, language, ...rest)
        : ts.createSourceFile(path, text, language);
    },
    directoryExists: (path) =>
      [...texts.keys()].some((file) => file.startsWith(`${path}/`)) || disk.directoryExists?.(path) === true,
  };
  const program = ts.createProgram([...files], options, host);
  const own = new Set(files);
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file === undefined || own.has(file.fileName))
    .map(({ file, start = 0, messageText }) => {
      const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
      return `${file?.fileName ?? ""}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
}
