// A stylesheet says nothing to a type checker; this lets it be imported where no bundler's types do (TypeScript 6 asks: TS2882).
export {};
