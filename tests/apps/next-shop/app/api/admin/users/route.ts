import { NextResponse } from 'next/server'
import { getSession } from '@/lib/auth'
import { db } from '@/lib/db'

const jsonError = (status: number, error: string) => NextResponse.json({ error }, { status })

export async function GET() {
  const session = await getSession()
  if (!session) return jsonError(401, 'Unauthorized')
  if (session.role !== 'admin') return jsonError(403, 'Forbidden')

  const users = await db.user.findMany()
  return NextResponse.json(users.map(({ id, email, name, role }) => ({ id, email, name, role })))
}
