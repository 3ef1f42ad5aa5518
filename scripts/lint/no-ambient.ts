import type { RuleTester } from "oxlint/plugins-dev";

type Rule = Parameters<RuleTester["run"]>[1];

const clock = "Time comes in as a Clock argument, so that an hour can pass in a test within a millisecond.";
const chance = "Chance comes in as an argument (clock.random, randomBytes), so that a test can repeat it.";
const network = "The network comes in as a `fetch` argument, so that requests pass through one transport.";
const storage = "What is kept is kept by a Store that was opened for one tenant.";

const names: ReadonlyMap<string, string> = new Map([
  ["setTimeout", clock],
  ["setInterval", clock],
  ["setImmediate", clock],
  ["requestAnimationFrame", clock],
  ["requestIdleCallback", clock],
  ["fetch", network],
  ["XMLHttpRequest", network],
  ["EventSource", network],
  ["WebSocket", network],
  ["localStorage", storage],
  ["sessionStorage", storage],
]);

const members: ReadonlyMap<string, string> = new Map([
  ["Date.now", clock],
  ["performance.now", clock],
  ["AbortSignal.timeout", clock],
  ["Math.random", chance],
  ["crypto.randomUUID", chance],
  ["crypto.getRandomValues", chance],
]);

/** Forbids reading the time, chance, the network or a tenantless storage from the surroundings. */
export const noAmbient: Rule = {
  meta: { type: "problem", docs: { description: "Time, chance, network and storage are arguments, not surroundings" } },
  create({ report, sourceCode }) {
    return {
      "Program:exit"() {
        for (const { identifier } of sourceCode.scopeManager.globalScope?.through ?? []) {
          const reason = names.get(identifier.name);
          const isType = identifier.parent.type === "TSTypeQuery";
          if (reason !== undefined && !isType)
            report({ node: identifier, message: `\`${identifier.name}\` is ambient. ${reason}` });
        }
      },
      MemberExpression(node) {
        if (node.computed || node.property.type !== "Identifier") return;
        const path = sourceCode.getText(node).replace(/^(globalThis|window|self)\./u, "");
        const reason = members.get(path) ?? (path === node.property.name ? names.get(path) : undefined);
        if (reason !== undefined) report({ node, message: `\`${path}\` is ambient. ${reason}` });
      },
      CallExpression(node) {
        if (node.callee.type === "Identifier" && node.callee.name === "Date")
          report({ node, message: `\`Date()\` is ambient. ${clock}` });
      },
      NewExpression(node) {
        if (node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0)
          report({ node, message: `\`new Date()\` is ambient. ${clock}` });
      },
    };
  },
};
