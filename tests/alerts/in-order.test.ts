/** In which order events come out of their queue, and which of them come too late. */
import { expect, test } from "vitest";
import type { AlertEvent } from "../../src/alerts/event.js";
import { InOrder, LATENESS } from "../../src/alerts/in-order.js";

const at = (time: number, event = "auth.login"): AlertEvent => ({ at: time, event, outcome: "denied", keys: {} });
const instants = (order: InOrder, end = false) => [...order.ready(end)].map((instant) => `${instant.at}: ${instant.events.map(({ event }) => event).join(" ")}`);

test("an instant waits as long as an event of its own may come, and comes out whole", () => {
  const order = new InOrder();
  expect([order.add(at(0, "one")), order.add(at(LATENESS, "ahead"))]).toEqual([true, true]);
  expect(instants(order)).toEqual([]);
  expect(order.add(at(0, "two"))).toBe(true);
  expect(order.add(at(LATENESS + 1, "further"))).toBe(true);
  expect(instants(order)).toEqual(["0: one two"]);
  expect(order.add(at(0, "late"))).toBe(false);
});

test("what comes mixed comes out by its time, and the end gives what is left", () => {
  const order = new InOrder();
  for (const time of [7, 3, 9, 1, 8, 2]) order.add(at(time));
  expect(order.held).toBe(6);
  expect(instants(order, true).map((instant) => instant.split(":")[0])).toEqual(["1", "2", "3", "7", "8", "9"]);
  expect(order.held).toBe(0);
});
