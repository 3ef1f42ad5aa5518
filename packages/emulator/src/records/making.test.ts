import * as fc from "fast-check";
import { expect, test } from "vitest";
import { beginRecord, type Person } from "./making.ts";
import { words } from "./words.ts";

const instants = { created: 0, updated: 0, event: 0 };
const own = words();
const personOf = (seed: number): Person => beginRecord({ words: own, seed, instants, stream: "contacts" }).person();
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test("a person's names, handle, address and company belong together", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { first, last, name, handle, email, company, domain } = personOf(seed);
      expect(name).toBe(`${first} ${last}`);
      expect(email).toBe(`${handle}@${domain}`);
      const plain = (text: string): string =>
        text
          .normalize("NFD")
          .toLowerCase()
          .replaceAll(/[^a-z0-9]/g, "");
      expect(handle.replaceAll(/[^a-z0-9]/g, "")).toBe(plain(first) + plain(last));
      expect(domain.replaceAll(/[^a-z0-9]/g, "")).toBe(`${plain(company)}example`);
    }),
  );
});

test("no address reaches anybody: each is a sendable one below .example", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      expect(personOf(seed).email).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*@[a-z0-9]+(-[a-z0-9]+)*\.example$/);
    }),
  );
});

test("the same seed is the same person, whoever was drawn before", () => {
  fc.assert(
    fc.property(seeds, seeds, (seed, other) => {
      const person = personOf(seed);
      personOf(other);
      expect(personOf(seed)).toEqual(person);
    }),
  );
});

test("many people have many names", () => {
  const names = new Set(Array.from({ length: 500 }, (_, seed) => personOf(seed).name));
  expect(names.size).toBeGreaterThan(450);
});

test("what else a record says is the same whether or not it says anything of its person", () => {
  fc.assert(
    fc.property(seeds, fc.boolean(), (seed, isAsked) => {
      const drawn = (asks: boolean): readonly number[] => {
        const { person } = beginRecord({ words: own, seed, instants, stream: "contacts" });
        const first = own.random.next();
        if (asks) person();
        return [first, own.random.next()];
      };
      expect(drawn(isAsked)).toEqual(drawn(false));
    }),
  );
});
