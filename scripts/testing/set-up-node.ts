// Runs before each file of tests in Node.
import { hashInTheSameTurn } from "./hash-in-the-same-turn.ts";

hashInTheSameTurn();
