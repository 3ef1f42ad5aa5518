// Runs before each file of tests in Node.
import { configureGlobal } from "fast-check";
import { hashInTheSameTurn } from "./hash-in-the-same-turn.ts";

hashInTheSameTurn();

// The same code gets the same answer: what a new seed finds belongs to whoever runs the long form, not to whoever
// happens to change something else. A property that fails prints its seed.
if (process.env["WAYBILL_LONG"] === undefined) configureGlobal({ seed: 1 });
