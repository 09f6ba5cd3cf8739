import bcrypt from 'bcryptjs'
import { cookies } from 'next/headers'
import { db, type User } from '@/lib/db'
import { readSession, SESSION_COOKIE, signSession, type SessionUser } from '@/lib/session'

type RouteContext<P> = { params: Promise<P> }
type AdminHandler<P> = (req: Request, ctx: RouteContext<P> & { user: SessionUser }) => Promise<Response>

export async function verifyCredentials(email: string, password: string): Promise<User> {
  const user = await db.user.findByEmail(email)
  if (!user || !(await bcrypt.compare(password, user.passwordHash))) {
    throw new Error('Invalid credentials')
  }
  return user
}

export async function createSession(user: User): Promise<string> {
  const token = await signSession({ id: user.id, role: user.role })
  const jar = await cookies()
  jar.set(SESSION_COOKIE, token, { httpOnly: true, sameSite: 'lax', path: '/' })
  return token
}

export async function getSession(): Promise<SessionUser | null> {
  const jar = await cookies()
  const token = jar.get(SESSION_COOKIE)?.value
  if (!token) return null
  try {
    return await readSession(token)
  } catch {
    return null
  }
}

export function withAdmin<P>(handler: AdminHandler<P>) {
  return async (req: Request, ctx: RouteContext<P>): Promise<Response> => {
    const user = await getSession()
    if (!user) return Response.json({ error: 'Unauthorized' }, { status: 401 })
    if (user.role !== 'admin') return Response.json({ error: 'Forbidden' }, { status: 403 })
    return handler(req, { ...ctx, user })
  }
}
