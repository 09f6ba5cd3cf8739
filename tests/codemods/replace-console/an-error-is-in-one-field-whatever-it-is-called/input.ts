import { supabase } from "@/lib/supabase";

export async function GET(req: Request) {
  const { data, error: authError } = await supabase.auth.getUser();
  if (authError) {
    console.error("no user", authError);
    return Response.json([], { status: 401 });
  }
  try {
    return Response.json(await supabase.from("orders").select());
  } catch (problem) {
    console.error("orders failed", problem, data.user.id);
    const dbError = await supabase.explain(problem);
    console.error("explained", dbError, problem);
    console.error("told", dbError.code, req.method);
    return Response.json([], { status: 500 });
  }
}
