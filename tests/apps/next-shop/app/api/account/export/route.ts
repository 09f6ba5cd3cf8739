import { getSession } from '@/lib/auth'
import { db } from '@/lib/db'

export async function GET() {
  const session = await getSession()
  if (!session) {
    return new Response('Unauthorized', { status: 401 })
  }

  const [user, orders] = await Promise.all([db.user.findById(session.id), db.order.findByUser(session.id)])

  const rows = orders.map((order) => [order.id, order.amount, order.status].join(','))
  const csv = [`# ${user?.name ?? 'unknown'} <${user?.email ?? ''}>`, 'id,amount,status', ...rows].join('\n')

  return new Response(csv, {
    headers: {
      'content-type': 'text/csv',
      'content-disposition': 'attachment; filename="orders.csv"',
    },
  })
}
