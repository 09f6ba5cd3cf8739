import { randomBytes } from 'node:crypto'
import { NextResponse } from 'next/server'
import { db } from '@/lib/db'
import { sendEmail } from '@/lib/email'

const attempts = new Map<string, number[]>()

function isRateLimited(ip: string) {
  const now = Date.now()
  const recent = (attempts.get(ip) ?? []).filter((time) => now - time < 60_000)
  attempts.set(ip, [...recent, now])
  return recent.length >= 5
}

export async function POST(request: Request) {
  const ip = request.headers.get('x-forwarded-for') ?? 'unknown'
  if (isRateLimited(ip)) {
    return new NextResponse('Too many requests', { status: 429 })
  }

  const { email } = await request.json()
  const user = await db.user.findByEmail(email)

  if (user) {
    const resetToken = randomBytes(32).toString('hex')
    await db.reset.create(resetToken, user.id)
    console.log('reset token', resetToken)
    sendEmail(user.email, 'Reset your password', `<a href="/reset?token=${resetToken}">Reset</a>`).catch(() => {})
  }

  return NextResponse.json({ message: 'If the account exists, we sent you an email' })
}
