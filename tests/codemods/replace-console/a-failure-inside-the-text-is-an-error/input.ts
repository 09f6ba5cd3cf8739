import { orders } from "@/lib/orders";

export async function GET() {
  try {
    const rows = await orders.list();
    console.log("orders: " + rows.length);
    return Response.json(rows);
  } catch (error) {
    console.log("ERROR: " + (error as Error).message);
    console.log(`no orders today (${(error as Error).message})`);
    console.warn("订单读取失败：", error);
    console.log("answered");
    return Response.json([], { status: 500 });
  }
}
