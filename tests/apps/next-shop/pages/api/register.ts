import bcrypt from 'bcryptjs'
import type { NextApiRequest, NextApiResponse } from 'next'
import { db } from '@/lib/db'

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  if (req.method !== 'POST') {
    return res.status(405).json({ error: 'Method not allowed' })
  }

  console.log(req.body)

  const { email, name, password } = req.body
  if (!email || !password || password.length < 8) {
    return res.status(400).json({ error: 'Please provide a valid email and password' })
  }

  try {
    const existing = await db.user.findByEmail(email)
    if (existing) return res.status(409).json({ error: 'Email already in use' })

    const passwordHash = await bcrypt.hash(password, 12)
    const user = await db.user.create({ email, name, passwordHash, role: 'customer' })
    return res.status(201).json({ id: user.id })
  } catch (err) {
    return res.status(500).json({ error: 'Something went wrong' })
  }
}
