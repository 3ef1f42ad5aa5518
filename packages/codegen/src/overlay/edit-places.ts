import type { Json } from "@waybill/sync/connector";
import { isArray, isObject } from "../load/json/json-value.ts";
import type { SelectedPath } from "./select.ts";

/** What becomes of a selected place; `undefined` takes it out of what holds it. */
export type PlaceEdit = (value: Json, path: SelectedPath) => Json | undefined;

interface PathTree {
  selected: boolean;
  readonly below: Map<string, PathTree>;
}

/**
 * The document with an edit made at some places, all in one walk, inner places before the ones that hold them. Nothing is written to:
 * parts on the way are copied and the others shared, so that a part a YAML alias stands for twice is changed only where it was selected.
 */
export function editPlaces(document: Json, paths: readonly SelectedPath[], edit: PlaceEdit): Json | undefined {
  return walk(document, treeOf(paths), { path: [], edit });
}

function treeOf(paths: readonly SelectedPath[]): PathTree {
  const root: PathTree = { selected: false, below: new Map() };
  for (const path of paths) {
    let tree = root;
    for (const segment of path) {
      const next = tree.below.get(String(segment)) ?? { selected: false, below: new Map<string, PathTree>() };
      tree.below.set(String(segment), next);
      tree = next;
    }
    tree.selected = true;
  }
  return root;
}

interface Walk {
  readonly path: SelectedPath;
  readonly edit: PlaceEdit;
}

function walk(value: Json, tree: PathTree, { path, edit }: Walk): Json | undefined {
  const inner = tree.below.size === 0 ? value : editMembers(value, tree, { path, edit });
  return tree.selected ? edit(inner, path) : inner;
}

function editMembers(value: Json, tree: PathTree, { path, edit }: Walk): Json {
  const edited = (name: string, member: Json): Json | undefined => {
    const below = tree.below.get(name);
    return below === undefined ? member : walk(member, below, { path: [...path, name], edit });
  };
  if (isArray(value))
    return value.map((member, index) => edited(String(index), member)).filter((member) => member !== undefined);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]): [string, Json | undefined] => [
    name,
    edited(name, member),
  ]);
  return Object.fromEntries(members.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
