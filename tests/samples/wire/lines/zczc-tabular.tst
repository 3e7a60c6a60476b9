ZCZC NWA
%D:NXX(XX4) BDA
$J
:
:Varland Lotteries
*T
Draw No. 12

             Winners     Prize
Division 1         2     410.70
Division 2        54     110.00

NNNN
