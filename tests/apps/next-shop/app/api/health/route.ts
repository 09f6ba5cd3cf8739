import { db } from '@/lib/db'

export const dynamic = 'force-dynamic'

export async function GET() {
  const products = await db.product.findMany()
  return Response.json({ status: products.length > 0 ? 'ok' : 'degraded' })
}
