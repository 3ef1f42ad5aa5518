// With this beside it, the stylesheet can be imported where no bundler's types are known (TypeScript 6 asks: TS2882).
// oxlint-disable-next-line unicorn/require-module-specifiers -- a stylesheet exports nothing
export {};
