import { NextResponse } from 'next/server'
import { withAdmin } from '@/lib/auth'
import { db, type Role } from '@/lib/db'

const ROLES: Role[] = ['customer', 'staff', 'admin']

export const PATCH = withAdmin<{ id: string }>(async (req, { params, user }) => {
  const { id } = await params
  const { role } = await req.json()

  if (!ROLES.includes(role)) {
    return NextResponse.json({ error: 'Unknown role' }, { status: 400 })
  }
  if (id === user.id) {
    return NextResponse.json({ error: 'You cannot change your own role' }, { status: 403 })
  }

  try {
    const updated = await db.user.update(id, { role })
    return NextResponse.json({ id: updated.id, role: updated.role })
  } catch (e) {
    return NextResponse.json({ error: 'Failed to update role' }, { status: 500 })
  }
})
