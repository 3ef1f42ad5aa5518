export { describeSync } from "./describe/describe-sync.ts";
