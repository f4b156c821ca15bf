-- 判定：由差距区间得出确定领先、确定落后、持平或无法判定，全系统只有这一条规则。
-- grain: 一个差距
-- 口径: 差距整个高于容差为领先，整个低于为落后，整个在容差内为持平，否则无法判定；只在开端碰到零也算确定；不分优劣的只判是否相等。
-- parameters: direction, tolerance, gap_lo, gap_hi, gap_lo_open, gap_hi_open
-- returns: text
case
    when direction = 'none' and gap_lo = 0 and gap_hi = 0 then '持平'
    when direction = 'none' then '无法判定'
    when gap_lo > tolerance then '确定领先'
    when gap_lo = 0 and gap_lo_open and tolerance = 0 then '确定领先'
    when gap_hi < -tolerance then '确定落后'
    when gap_hi = 0 and gap_hi_open and tolerance = 0 then '确定落后'
    when gap_lo >= -tolerance and gap_hi <= tolerance then '持平'
    else '无法判定'
end
