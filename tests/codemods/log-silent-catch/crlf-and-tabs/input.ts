import { db } from '@/lib/db';

export async function GET() {
	try {
		return Response.json(await db.order.findMany());
	} catch {
		// nothing
		return Response.json([], { status: 500 });
	}
}
