/** Evaluates the alert rules over a stream of events: in one pass, and keeping no more than the windows need. */
import type { AlertRule } from "./alert-rule.js";
import type { AlertEvent } from "./event.js";
import { InOrder, type Instant } from "./in-order.js";
import { Fading } from "./recent.js";
import { watch, type Firing, type Watch } from "./watch.js";

/** A rule that has fired, for whom or what, and when. */
export interface Alert {
  readonly rule: AlertRule;
  /** The address, account … that it is about; `all` where it is about the whole log. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface Watched {
  readonly rule: AlertRule;
  readonly watch: Watch;
  readonly raised: Fading<number>;
}

/** Takes events one by one, and gives the alerts that they raise once no earlier event can come. */
export class AlertEvaluator {
  readonly #order = new InOrder();
  readonly #watched: readonly Watched[];

  constructor(rules: readonly AlertRule[]) {
    this.#watched = rules.map((rule) => ({ rule, watch: watch(rule), raised: new Fading(rule.cap * 1000, (at) => at) }));
  }

  /** The alerts that are certain by now, in the order of time; undefined when the event came too late to be judged. */
  add(event: AlertEvent): Alert[] | undefined {
    return this.#order.add(event) ? this.#judge(this.#order.ready()) : undefined;
  }

  /** After the last event: the alerts that are left. */
  end(): Alert[] {
    return this.#judge(this.#order.ready(true));
  }

  /** How many events, times and counters are kept. */
  get held(): number {
    return this.#watched.reduce((sum, { watch: { held }, raised }) => sum + held + [...raised.values()].length, this.#order.held);
  }

  #judge(instants: Iterable<Instant>): Alert[] {
    const alerts: Alert[] = [];
    for (const instant of instants) {
      const found = this.#watched.flatMap((watched) =>
        watched.watch.see(instant).flatMap((firing) => (raise(watched, firing) ? [{ rule: watched.rule, ...firing }] : [])),
      );
      // A silence is found at its end and is older than what ended it.
      alerts.push(...found.sort((a, b) => a.at - b.at));
    }
    return alerts;
  }
}

/** False while the cap holds. */
function raise({ rule, raised }: Watched, { key, at }: Firing): boolean {
  const last = raised.get(key);
  if (last !== undefined && at < last + rule.cap * 1000) return false;
  raised.set(key, at, at);
  return true;
}
