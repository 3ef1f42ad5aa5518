// The rules of this house that no rule of the linter knows.
import { noAmbient } from "./no-ambient.ts";

export default { meta: { name: "house" }, rules: { "no-ambient": noAmbient } };
