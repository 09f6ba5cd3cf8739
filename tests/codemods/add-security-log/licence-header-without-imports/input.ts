/*
 * Copyright 2026 Example Ltd.
 * SPDX-License-Identifier: MIT
 */
export async function GET(req: Request) {
  return new Response("Forbidden", { status: 403 });
}
