/** What a record that is written says of the request: the event, and how it went. */
import type { Outcome } from "../vocabulary/outcome.js";

/** An unproven login has no actor yet, and a user who was only looked up is one when it went through. */
export interface Recorded {
  readonly event: string;
  readonly outcome: Outcome;
  /** The answer's, where it is known. */
  readonly status?: number | undefined;
}

/** Whoever fails to log in, or asks for a reset, is anyone at all; whose account it is says nothing of who is asking. */
export function isUnproven({ event, outcome }: Recorded): boolean {
  if (event === "auth.password_reset.request" || event === "auth.login.request") return true;
  return outcome !== "success" && PROVES_WHO.test(event);
}

/** A user who was looked up has proven to be that one, where it went through; anybody can have a code sent to them. */
export function provesLoaded({ event, outcome }: Recorded): boolean {
  return outcome === "success" && event.startsWith("auth.") && !/^auth\.(?:(?:re)?send|start|request|initiate|generate)_/.test(event);
}

/** Events of signing in or up, or of a password that is lost: who asks is nobody yet. */
export const PROVES_WHO = /^auth\.(?:login|register|password_reset)/;
