import { jwtVerify, SignJWT } from 'jose'
import type { Role } from '@/lib/db'

export const SESSION_COOKIE = 'shop_session'

export interface SessionUser {
  id: string
  role: Role
}

const key = new TextEncoder().encode(process.env.SESSION_SECRET ?? 'dev-only-secret-please-change-this')

export async function signSession(user: SessionUser): Promise<string> {
  return new SignJWT({ role: user.role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user.id)
    .setIssuedAt()
    .setExpirationTime('7d')
    .sign(key)
}

export async function readSession(token: string): Promise<SessionUser> {
  const { payload } = await jwtVerify(token, key)
  return { id: String(payload.sub), role: payload.role as Role }
}
