import { orders } from "@/lib/orders";
import { ApiError, Gone } from "@/lib/errors";

export async function GET() {
  try {
    return Response.json(await orders.all());
  } catch (error) {
    if (error instanceof ApiError) return error.toResponse();
    if (error instanceof Gone) {
      return Response.json([]);
    }
    return Response.json({ error: "No orders" }, { status: 500 });
  }
}

export async function POST(req: Request) {
  try {
    return Response.json(await orders.add(await req.json()));
  } catch (error) {
    // What was thrown has a message.
    if (error instanceof Error) return Response.json({ error: error.message }, { status: 500 });
    return Response.json({ error: "Not added" }, { status: 500 });
  }
}

export async function DELETE(req: Request) {
  try {
    return Response.json(await orders.remove(await req.json()));
  } catch (error) {
    if (error instanceof ApiError) req.signal.throwIfAborted();
    return Response.json({ error: "Not removed" }, { status: 500 });
  }
}
