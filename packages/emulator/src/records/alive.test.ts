import { expect, test } from "vitest";
import { isFarewell, livingStates } from "./alive.ts";

test.each([
  { states: ["active", "deleted"], want: ["active"] },
  { states: ["ACTIVE", "ARCHIVED", "DELETED", null], want: ["ACTIVE", "ARCHIVED", null] },
  { states: ["pending", "soft_deleted", "trashed", "removed"], want: ["pending"] },
  { states: ["undeleted", "delete_pending", "inactive"], want: ["undeleted", "delete_pending", "inactive"] },
  { states: ["deleted", "removed"], want: ["deleted", "removed"] },
  { states: [1, 2], want: [1, 2] },
])("of $states, a record that exists can be in $want", ({ states, want }) => {
  expect(livingStates(states)).toEqual(want);
});

test.each([
  "deleted",
  "isDeleted",
  "is_deleted",
  "deleted_at",
  "deletedDateTime",
  "removedOn",
  "date_delete",
  "trashed",
])("%s says that a record is gone", (name) => {
  expect(isFarewell(name)).toBe(true);
});

test.each(["deleted_by_default", "deletable", "archived", "created_at", "updated_at", "removals"])(
  "%s does not say that a record is gone",
  (name) => {
    expect(isFarewell(name)).toBe(false);
  },
);
