import bcrypt from 'bcryptjs'
import { NextResponse, type NextRequest } from 'next/server'
import { z } from 'zod'
import { db } from '@/lib/db'

const schema = z.object({
  token: z.string().length(64),
  password: z.string().min(8),
})

async function POST(request: NextRequest) {
  const body = await request.json().catch(() => null)
  const result = schema.safeParse(body)

  if (!result.success) {
    return NextResponse.json({ error: 'Invalid request' }, { status: 422 })
  }

  try {
    const reset = await db.reset.consume(result.data.token)
    if (!reset) return NextResponse.json({ error: 'Link is invalid or has expired' }, { status: 400 })

    const passwordHash = await bcrypt.hash(result.data.password, 12)
    await db.user.update(reset.userId, { passwordHash })
    return NextResponse.json({ ok: true })
  } catch (error) {
    console.error('Password reset error:', error)
    return NextResponse.json({ error: 'Internal server error' }, { status: 500 })
  }
}

export { POST }
