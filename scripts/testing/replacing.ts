/** Test files that replace modules or load them anew: each has a worker of its own, as others would get what it replaced. */
export const replacing: string[] = [
  "packages/react/src/hosts/two-versions.test.tsx",
  "packages/sync/src/connection/met-keys.test.ts",
  "packages/transport/src/core.test.ts",
];
