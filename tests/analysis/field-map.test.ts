import fc from "fast-check";
import { expect, test } from "vitest";
import { withKey } from "../../src/analysis/secrets/field-map.js";

const KEYS = fc.array(fc.integer({ min: 0, max: 120 }).map(String), { maxLength: 300, size: "max" });

test("fields set one by one are what a map would hold, in its order, and each state stays as it was", () => {
  fc.assert(
    fc.property(KEYS, (keys) => {
      const expected = new Map<string, number>();
      let fields: ReadonlyMap<string, number> = new Map();
      const states: [ReadonlyMap<string, number>, [string, number][]][] = [];
      for (const [index, key] of keys.entries()) {
        fields = withKey(fields, key, index + 1);
        expected.set(key, index + 1);
        states.push([fields, [...expected]]);
      }
      for (const [state, entries] of states) {
        expect([...state]).toEqual(entries);
        expect(state.size).toBe(entries.length);
        expect([...state.keys()]).toEqual(entries.map(([key]) => key));
        expect([...state.values()]).toEqual(entries.map(([, value]) => value));
        expect(entries.every(([key, value]) => state.has(key) && state.get(key) === value)).toBe(true);
        expect(state.has("none")).toBe(false);
        const walked: [string, number][] = [];
        state.forEach((value, key) => walked.push([key, value]));
        expect(walked).toEqual(entries);
      }
    }),
    { numRuns: 8 },
  );
});
