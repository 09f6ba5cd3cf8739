// Reports for staff
/// <reference types="https://esm.sh/@supabase/functions-js/edge-runtime.d.ts" />
Deno.serve(async (req) => {
  if (req.headers.get("x-key") !== Deno.env.get("KEY")) {
    return new Response("Unauthorized", { status: 401 });
  }
  return new Response("ok");
});
