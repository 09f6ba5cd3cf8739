import { createHash, randomBytes } from 'node:crypto'
import { NextResponse } from 'next/server'
import { getSession } from '@/lib/auth'
import { db } from '@/lib/db'

export async function GET() {
  const session = await getSession()
  if (!session) return NextResponse.json({ error: 'Unauthorized' }, { status: 401 })
  const keys = await db.apiKey.findByUser(session.id)
  return NextResponse.json({ keys: keys.map((key) => ({ id: key.id, label: key.label })) })
}

export async function POST(request: Request) {
  try {
    const session = await getSession()
    if (!session) return NextResponse.json({ error: 'Unauthorized' }, { status: 401 })

    const { label } = await request.json()
    const apiKey = `ps_${randomBytes(24).toString('base64url')}`
    const hash = createHash('sha256').update(apiKey).digest('hex')
    const record = await db.apiKey.create({ userId: session.id, label: label ?? 'default', hash })

    const details = { id: record.id, label: record.label, apiKey }
    console.log(`New API key: ${JSON.stringify(details)}`)
    return NextResponse.json({ id: record.id, apiKey }, { status: 201 })
  } catch (error) {
    return NextResponse.json({ error: 'Could not create API key' }, { status: 500 })
  }
}
