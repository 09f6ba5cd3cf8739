// @ts-nocheck
/* eslint-disable @typescript-eslint/no-explicit-any */

// Reports are for staff.
export async function GET(req: any) {
  return new Response("Forbidden", { status: 403 });
}
