import { NextResponse, type NextRequest } from 'next/server'
import { db } from '@/lib/db'

export async function GET(request: NextRequest) {
  const tag = request.nextUrl.searchParams.get('tag') ?? undefined
  const products = await db.product.findMany(tag)
  return NextResponse.json({ products })
}
