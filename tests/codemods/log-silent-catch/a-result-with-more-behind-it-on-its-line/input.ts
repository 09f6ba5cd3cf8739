import { createClient } from "@/lib/supabase"
import { logger } from "@/lib/logger"

export async function POST(request: Request) {
  const supabase = await createClient()
  const body = await request.json()
  await supabase.from("carts").delete().eq("id", 1); const result = parse(body)
  await supabase.from("carts").insert(result); (await import("./stock")).count()
  await supabase.from("carts").update(result) // counted above
  return Response.json({ ok: true })
}
