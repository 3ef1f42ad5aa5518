import { answer, type Answer } from "../rules/answer.ts";
import { declaredPaging } from "../pagination/extensions.ts";
import { getMarks, postMarks, postPagesMark, takesPage, type ListInput } from "./list-marks.ts";
import type { Model, Operation } from "../document/operation.ts";
import { pagingParameters } from "../pagination/paging-parameters.ts";

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

/**
 * False for most operations that are no lists, known before their answers are read: a POST that takes no page. No other mark weighs as much as that, but an
 * extension.
 */
export function mayList(model: Model, operation: Operation): boolean {
  if (operation.method !== "POST") return operation.method === "GET";
  if (!model.keep(postMarks).includes(postPagesMark)) return true;
  return (
    takesPage(pagingParameters(model, operation)) || declaredPaging({ model, operation, places: [] }) !== undefined
  );
}
