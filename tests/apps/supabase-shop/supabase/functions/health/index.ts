Deno.serve(() => Response.json({ status: "ok", region: Deno.env.get("SB_REGION") ?? "local" }));
