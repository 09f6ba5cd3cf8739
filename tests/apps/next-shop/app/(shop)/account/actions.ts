'use server'

import bcrypt from 'bcryptjs'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { getSession } from '@/lib/auth'
import { db } from '@/lib/db'
import { SESSION_COOKIE } from '@/lib/session'

export interface FormState {
  error?: string
  ok?: boolean
}

export async function changePassword(_prev: FormState, formData: FormData): Promise<FormState> {
  const session = await getSession()
  if (!session) return { error: 'Please sign in again' }

  const current = String(formData.get('currentPassword') ?? '')
  const password = String(formData.get('newPassword') ?? '')
  console.log('changePassword', { userId: session.id, current, password })

  try {
    const user = await db.user.findById(session.id)
    if (!user || !(await bcrypt.compare(current, user.passwordHash))) {
      return { error: 'Current password is wrong' }
    }
    await db.user.update(user.id, { passwordHash: await bcrypt.hash(password, 12) })
    return { ok: true }
  } catch {
    return { error: 'Could not change your password' }
  }
}

export async function deleteAccount() {
  const session = await getSession()
  if (!session) redirect('/login')

  await db.user.delete(session.id)
  const jar = await cookies()
  jar.delete(SESSION_COOKIE)
  redirect('/')
}

export async function updateDisplayName(formData: FormData) {
  const session = await getSession()
  const name = String(formData.get('name') ?? '').trim()
  if (session && name) await db.user.update(session.id, { name })
}
