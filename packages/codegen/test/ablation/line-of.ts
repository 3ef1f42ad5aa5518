import { standingOf, type Ablation } from "./ablate.ts";

/** One rule as a line: `  limit                 general     github +3, stripe -1, box; conventions: …`. */
export function lineOf(ablation: Ablation): string {
  const { rule, vendors, conventions } = ablation;
  const touched = vendors.map(({ name, gained }) =>
    gained === 0 ? name : `${name} ${gained > 0 ? "+" : ""}${gained}`,
  );
  const gained = vendors.reduce((sum, each) => sum + each.gained, 0);
  const parts = [
    rule.name.padEnd(34),
    standingOf(ablation).padEnd(11),
    `${vendors.length} vendors, ${gained > 0 ? "+" : ""}${gained}`.padEnd(18),
    touched.join(", "),
  ];
  const own = conventions.length === 0 ? "" : ` | ${conventions.join(", ")}`;
  const rests = rule.rests === undefined ? "" : ` (${rule.rests})`;
  return `  ${parts.join("  ")}${own}${rests}`;
}
