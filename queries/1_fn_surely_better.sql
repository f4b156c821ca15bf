-- 确定更好：一个值的最差处是否好过另一个值的最好处。
-- grain: 两个值
-- 口径: 两端相等时，任一端取不到也算确定。
-- parameters: lo, lo_open, hi, hi_open
-- returns: boolean
lo > hi or (lo = hi and (lo_open or hi_open))
