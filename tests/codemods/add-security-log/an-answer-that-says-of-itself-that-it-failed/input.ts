import { NextResponse } from "next/server";
import { supabase } from "@/lib/supabase";

export async function POST(req: Request) {
  try {
    const { id, amount } = await req.json();
    const { data: account, error: readError } = await supabase.from("accounts").select("id, closed").eq("id", id).single();
    if (readError) return NextResponse.json({ status: false, message: readError.message });
    if (account.closed) return NextResponse.json({ ok: false, message: "Account is locked" });
    if (account.id !== id) return NextResponse.json({ success: false });
    const { error } = await supabase.from("credits").insert({ id, amount });
    if (error) {
      return new Response(JSON.stringify({ ok: false }));
    }
    return NextResponse.json({ ok: true, failed: false });
  } catch (e) {
    console.error(e);
    return NextResponse.json({ status: false, message: "Server error" });
  }
}
