import { answer, type Answer } from "./answer.ts";
import { getMarks, postMarks, type ListInput } from "./list-marks.ts";

/**
 * Does the operation list a collection? Points for what lists have, against what single objects, settings and reports have.
 * A list of 0 points or less is none; the confidence grows with the distance.
 */
export function isList(input: ListInput): Answer<boolean> {
  const rules = input.model.keep(input.operation.method === "POST" ? postMarks : getMarks);
  const marks = rules.map(({ mark }) => mark(input)).filter((mark) => mark !== undefined && mark.points !== 0);
  const points = marks.reduce((sum, mark) => sum + (mark?.points ?? 0), 0);
  const evidence = marks.map((mark) => `${(mark?.points ?? 0) > 0 ? "+" : "-"} ${mark?.why}`);
  return answer(points > 0, Math.min(0.99, 0.5 + Math.abs(points) / 12), evidence);
}
