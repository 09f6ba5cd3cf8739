import { NextResponse } from "next/server";
import { supabase } from "@/lib/supabase";
import { securityLog, requestContext } from "@/lib/logging";

export async function POST(req: Request) {
  try {
    const { id, amount } = await req.json();
    const { data: account, error: readError } = await supabase.from("accounts").select("id, closed").eq("id", id).single();
    if (readError) {
      securityLog.error("admin.credit", {
        actor: "anon",
        route: "POST /api/admin/users/credit",
        outcome: "error",
        reason: "internal_error",
        error: readError,
        ...requestContext(req),
      });
      return NextResponse.json({ status: false, message: readError.message });
    }
    if (account.closed) {
      securityLog.warn("admin.credit", {
        actor: "anon",
        route: "POST /api/admin/users/credit",
        outcome: "denied",
        reason: "locked",
        ...requestContext(req),
      });
      return NextResponse.json({ ok: false, message: "Account is locked" });
    }
    if (account.id !== id) {
      securityLog.warn("admin.credit", {
        actor: "anon",
        route: "POST /api/admin/users/credit",
        outcome: "denied",
        reason: "refused",
        ...requestContext(req),
      });
      return NextResponse.json({ success: false });
    }
    const { error } = await supabase.from("credits").insert({ id, amount });
    if (error) {
      securityLog.error("admin.credit", {
        actor: "anon",
        route: "POST /api/admin/users/credit",
        outcome: "error",
        reason: "internal_error",
        error,
        ...requestContext(req),
      });
      return new Response(JSON.stringify({ ok: false }));
    }
    securityLog.info("admin.credit", {
      actor: "anon",
      route: "POST /api/admin/users/credit",
      outcome: "success",
      ...requestContext(req),
    });
    return NextResponse.json({ ok: true, failed: false });
  } catch (e) {
    console.error(e);
    securityLog.error("admin.credit", {
      actor: "anon",
      route: "POST /api/admin/users/credit",
      outcome: "error",
      reason: "internal_error",
      ...requestContext(req),
    });
    return NextResponse.json({ status: false, message: "Server error" });
  }
}
